using FieldNode.Figures;

switch (args)
{
    case []:
        return Report.Run(write: false);
    case ["--write"]:
        return Report.Run(write: true);
    default:
        Console.Error.WriteLine("use: dotnet run -c Release --project tests/Figures [-- --write]");
        return 2;
}
