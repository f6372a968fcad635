using System.CommandLine;
using System.Text.Json.Nodes;

namespace FieldNode.Sbom;

/// <summary>The command line: <c>device</c>, <c>tool</c>, <c>check</c>.</summary>
internal static class Program
{
    private static readonly Option<DirectoryInfo> Root = new("--root") { Description = "Folder of the repository.", DefaultValueFactory = _ => new DirectoryInfo("."), Recursive = true };

    internal static int Main(string[] args)
    {
        var root = new RootCommand("SBOMs of what ships, in CycloneDX. tools/sbom/make calls this; it needs the network only to restore the CycloneDX tool.") { Device(), Tool(), Check() };
        root.Options.Add(Root);
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine($"sbom: {parsed.Errors[0].Message}");
            return 2;
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is SbomError or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"sbom: {e.Message}");
            return 1;
        }
    }

    private static Command Device()
    {
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "Folder for firmware.cdx.json and loader.cdx.json.", Required = true };
        var command = new Command("device", "The SBOMs of the device images, from their projects.") { output };
        command.SetAction(parsed =>
        {
            string root = parsed.GetRequiredValue(Root).FullName;
            foreach ((string name, string project) in DeviceBom.Images)
            {
                string path = Path.Combine(parsed.GetRequiredValue(output).FullName, project.Contains("loader", StringComparison.Ordinal) ? "loader.cdx.json" : "firmware.cdx.json");
                JsonObject bom = DeviceBom.Of(root, name, project, LicenceList.Kept, PackageLicence.Folder);
                SbomFile.Write(bom, path);
                Console.WriteLine($"{path}: {SbomFile.Components(bom).Count()} components");
            }
            return 0;
        });
        return command;
    }

    private static Command Tool()
    {
        var raw = new Option<FileInfo>("--found") { Description = "What dotnet-CycloneDX wrote.", Required = true };
        var deps = new Option<FileInfo>("--deps") { Description = "The published program's fieldnode.deps.json.", Required = true };
        var published = new Option<DirectoryInfo>("--published") { Description = "The published folder, whose assemblies are looked for in the deps.json." };
        var output = new Option<FileInfo>("--output", "-o") { Description = "The file to write.", Required = true };
        var command = new Command("tool", "The SBOM of a form of the tool: what was found, held against what was published.") { raw, deps, published, output };
        command.SetAction(parsed =>
        {
            var file = new DepsFile(SbomFile.Read(parsed.GetRequiredValue(deps).FullName));
            if (parsed.GetValue(published) is { } folder && ToolBom.Strangers(folder.FullName, file) is { Length: > 0 } strangers)
            {
                throw new SbomError($"published, but of no library: {string.Join(", ", strangers)}; find out where they come from");
            }
            string version = DeviceBom.VersionOf(parsed.GetRequiredValue(Root).FullName);
            JsonObject bom = ToolBom.Of(SbomFile.Read(parsed.GetRequiredValue(raw).FullName), file, version, LicenceList.Kept, PackageLicence.Folder, Console.Out);
            SbomFile.Write(bom, parsed.GetRequiredValue(output).FullName);
            Console.WriteLine($"{parsed.GetRequiredValue(output)}: {SbomFile.Components(bom).Count()} components");
            return 0;
        });
        return command;
    }

    private static Command Check()
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "SBOMs.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("check", "Judges SBOMs by CycloneDX's schema and by the list of licences.") { files };
        command.SetAction(parsed =>
        {
            string folder = SchemaCheck.Folder(parsed.GetRequiredValue(Root).FullName, PackageLicence.Folder);
            int faults = 0;
            foreach (FileInfo file in parsed.GetRequiredValue(files))
            {
                JsonObject bom = SbomFile.Read(file.FullName);
                string[] wrong = [.. SchemaCheck.Faults(File.ReadAllText(file.FullName), folder), .. SbomCheck.Faults(bom, LicenceList.Kept)];
                faults += wrong.Length;
                Array.ForEach(wrong, one => Console.WriteLine($"{file.Name}: {one}"));
                string licences = string.Join(", ", SbomFile.Components(bom).GroupBy(one => SbomFile.LicenceOf(one) ?? "unknown").OrderByDescending(group => group.Count()).Select(group => $"{group.Key} {group.Count()}"));
                Console.WriteLine($"{file.Name}: schema {SbomFile.SpecVersion}, components={SbomFile.Components(bom).Count()} faults={wrong.Length}; {licences}");
            }
            return faults == 0 ? 0 : 1;
        });
        return command;
    }
}
