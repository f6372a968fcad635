using FieldNode.Cli;

var signals = new Signals();
return await CommandLine.RunAsync(args, Console.Out, Console.Error, signals.Token);
