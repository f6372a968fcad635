namespace FieldNode.Field
{
    /// <summary>
    /// Makes sensors by kind: those of <see cref="SensorKinds"/>, and whatever else a board adds.
    /// <c>PartFactory</c> makes all of these from the portable parts; a board MAY put a package of its platform behind a kind.
    /// </summary>
    public interface ISensorFactory
    {
        /// <summary>Makes a sensor. Nothing goes over the bus yet. Only in construction; throws ArgumentException on nonsense.</summary>
        ISensor Create(SensorSpec spec);

        /// <summary>The bus of that name, for its recovery; null if it is none that can be recovered (SPI, 1-Wire, converter).</summary>
        II2cBus BusOf(string name);
    }
}
