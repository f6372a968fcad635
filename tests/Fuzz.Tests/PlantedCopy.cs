using System.Diagnostics;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace FieldNode.Fuzz.Tests;

/// <summary>The fuzzer over rooms in which a bound is no longer looked at: of a text within STATE, and of a length within a command.</summary>
public sealed class PlantedCopy : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-planted-").FullName;
    private readonly string program;

    public PlantedCopy()
    {
        string copy = Path.Combine(folder, "copy");
        foreach (string path in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(AppContext.BaseDirectory, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }

        Break(Path.Combine(copy, "FieldNode.Sparkplug.dll"), "StateText", "SkipEscape", IsEnd);
        Break(Path.Combine(copy, "FieldNode.ProtoLite.dll"), "CommandReader", "ReadLength", IsLimitOfLength);
        program = Instrumented.Make(copy, folder);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Runs a program to its end.</summary>
    internal (int Status, string Output) Run(params string[] arguments) => Run(program, arguments);

    internal static (int Status, string Output) Run(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    // What the method compares with is now beyond any place.
    private static void Break(string path, string type, string method, Func<Instruction, Instruction?> bound)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { InMemory = true });
        MethodDefinition found = assembly.MainModule.Types.Single(one => one.Name == type).Methods.Single(one => one.Name == method);
        Instruction[] bounds = [.. found.Body.Instructions.Select(bound).OfType<Instruction>()];
        Assert.NotEmpty(bounds);
        foreach (Instruction one in bounds)
        {
            if (one.OpCode == OpCodes.Ldfld)
            {
                one.Previous.OpCode = OpCodes.Nop; // the object whose field it was
            }

            one.OpCode = OpCodes.Ldc_I4;
            one.Operand = int.MaxValue;
        }

        assembly.Write(path);
    }

    private static Instruction? IsEnd(Instruction at) => at.OpCode == OpCodes.Ldfld && ((FieldReference)at.Operand).Name == "end" ? at : null;

    private static Instruction? IsLimitOfLength(Instruction at) =>
        at.OpCode == OpCodes.Ldarg_2 && at.Next.OpCode == OpCodes.Ldarg_1 && at.Next.Next.OpCode == OpCodes.Sub ? at : null;
}
