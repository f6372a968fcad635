using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace FieldNode.Lint.Tests;

/// <summary>A few lines of C#, compiled against the profile as the device build is.</summary>
internal static class Snippet
{
    public const string File = "Snippet.cs";

    private static readonly MetadataReference[] Profile =
    [
        .. new[] { "mscorlib.dll", "Packages.dll" }.Select(n => MetadataReference.CreateFromFile(Path.Combine(Built.Profile, n))),
    ];

    /// <summary>Compiles members of a class and lints them.</summary>
    public static IReadOnlyList<Finding> Lint(
        string members, OptimizationLevel optimisation, LanguageVersion version = LanguageVersion.CSharp9)
    {
        using var assembly = Emit(Compile(members, optimisation, version));
        return DeviceLint.Check(assembly);
    }

    /// <summary>Compiles to memory, with symbols, and opens the result.</summary>
    public static DeviceAssembly Emit(CSharpCompilation compilation)
    {
        var dll = new MemoryStream();
        var pdb = new MemoryStream();
        var result = compilation
            .Emit(dll, pdb, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        dll.Position = 0;
        pdb.Position = 0;
        return DeviceAssembly.Open(dll, pdb, Built.Profile);
    }

    /// <summary>Source files against the profile.</summary>
    public static CSharpCompilation Compilation(
        IEnumerable<SyntaxTree> trees, OptimizationLevel optimisation, bool isUnsafe = false) =>
        CSharpCompilation.Create("Snippet", trees, Profile, new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: optimisation, allowUnsafe: isUnsafe));

    /// <summary>The codes of the errors that the compiler answers with.</summary>
    public static IReadOnlyList<string> Errors(string members)
    {
        using var dll = new MemoryStream();
        var result = Compile(members, OptimizationLevel.Release, LanguageVersion.CSharp9, isUnsafe: false).Emit(dll);
        return [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct()];
    }

    private static CSharpCompilation Compile(
        string members, OptimizationLevel optimisation, LanguageVersion version, bool isUnsafe = true)
    {
        var source = $"using System; using System.Collections; using System.Text;\nclass Snippet {{\n{members}\n}}\n";
        var text = SourceText.From(source, System.Text.Encoding.UTF8);
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(version), File);
        return Compilation([tree], optimisation, isUnsafe);
    }
}
