using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

/// <summary>A few registers as a maker, or who wrote a maker's map down, prints them: the headings and the habits, typed anew.</summary>
/// <param name="Maker">Maker and series.</param>
/// <param name="Kind">What the device is.</param>
/// <param name="Shows">What the map is here for.</param>
/// <param name="Map">The text of the file.</param>
/// <param name="Said">The answers as a person types them.</param>
/// <param name="Answers">The same for the reader.</param>
/// <param name="Right">What each row must become, by hand from the maker's description; a row that is not here must be refused.</param>
internal sealed record MakerMap(string Maker, string Kind, string Shows, string Map, string Said, MapOptions Answers, string[] Right);
