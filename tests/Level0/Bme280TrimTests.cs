using FieldNode.Field.I2c;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class Bme280TrimTests
{
    [Fact]
    public void The_worked_example_of_the_datasheet_gives_25_08_degrees_and_100653_Pa()
    {
        Bme280Trim trim = TrimOf(Bme280Integers.Example);
        Assert.Equal(25.08, trim.Celsius(519888), 0.005);
        Assert.Equal(100653.27, trim.Pascal(415148), 0.01);
    }

    [Fact]
    public void The_integer_formulas_of_the_simulated_part_give_the_same_example()
    {
        Bme280Integers integers = Bme280Integers.Example;
        Assert.Equal(128422, integers.Fine(519888));
        Assert.Equal(2508, integers.CentiCelsius(519888));
        Assert.Equal(100653.27, integers.PascalQ8(415148, 128422) / 256.0, 0.02);
    }

    [Fact]
    public void Double_and_integer_compensation_agree_over_random_readings()
    {
        Random random = Seeded.Random();
        Bme280Integers integers = Bme280Integers.Example;
        Bme280Trim trim = TrimOf(integers);
        for (int i = 0; i < 20000; i++)
        {
            int adcT = random.Next(330000, 700000); // -35 to 85 °C
            int adcP = random.Next(250000, 600000);
            int adcH = random.Next(18000, 45000);
            Assert.Equal(integers.CentiCelsius(adcT) / 100.0, trim.Celsius(adcT), 0.02);
            int fine = integers.Fine(adcT);
            Assert.Equal(integers.PascalQ8(adcP, fine) / 256.0, trim.Pascal(adcP), 3.0);
            Assert.Equal(integers.PercentQ10(adcH, fine) / 1024.0, trim.Percent(adcH), 0.05);
        }
    }

    [Fact]
    public void Humidity_parameters_that_share_a_byte_are_taken_apart_with_their_signs()
    {
        Bme280Trim trim = TrimOf(new Bme280Integers
        {
            T1 = 27504, T2 = 26435, T3 = -1000, P1 = 36477, P2To9 = [-10685, 3024, 2855, 140, -7, 15500, -14600, 6000],
            H1 = 200, H2 = -321, H3 = 7, H4 = -1234, H5 = -987, H6 = -3,
        });
        Assert.Equal([0, 200, -321, 7, -1234, -987, -3], trim.H);
        Assert.Equal(-10685, trim.P[2]);
        Assert.Equal(6000, trim.P[9]);
    }

    internal static Bme280Trim TrimOf(Bme280Integers integers)
    {
        var registers = new byte[256];
        integers.PutInto(registers);
        var trim = new Bme280Trim();
        trim.TakeFirst(registers[0x88..0xA2]);
        trim.TakeSecond(registers[0xE1..0xE8]);
        return trim;
    }
}
