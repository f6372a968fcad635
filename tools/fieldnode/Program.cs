using FieldNode.Cli;

if (!OperatingSystem.IsWindows() && RuntimeSocket.IsInTheWay(args))
{
    Console.Error.WriteLine(RuntimeSocket.BeginAnewWithout(args));
    return ExitStatus.Wrong;
}
var signals = new Signals();
return await CommandLine.RunAsync(args, Console.Out, Console.Error, signals.Token);
