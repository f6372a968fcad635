using System.Reflection;
using FieldNode.Lint;

// The whole firmware, and the loader, through the lint: findings, and lines of figures. Exit status 1 if there is a finding, or too little room.
string Built(string key) =>
    typeof(DeviceLint).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

using DeviceAssembly firmware = DeviceAssembly.Open(Built("FirmwarePath"), Built("ProfilePath"));
IReadOnlyList<Finding> findings = DeviceLint.Check(firmware);
foreach (Finding finding in findings)
{
    Console.WriteLine(finding);
}

Console.WriteLine(DeviceLint.Summary(firmware, findings));
IReadOnlyDictionary<string, int> bytes = Images.ByteCode(firmware);
Console.WriteLine(Images.Line("firmware", bytes));

// The loader is one assembly, whatever rooms are in it.
using DeviceAssembly loader = DeviceAssembly.Open(Built("LoaderPath"), Built("ProfilePath"));
IReadOnlyList<Finding> loaderFindings = DeviceLint.Check(loader);
foreach (Finding finding in loaderFindings)
{
    Console.WriteLine(finding);
}

int loaderBytes = Images.ByteCode(loader).Values.Sum();
Console.WriteLine($"loader lint: findings={loaderFindings.Count} byte code={loaderBytes} of {Images.BytesMax}");
return findings.Count + loaderFindings.Count == 0 && bytes.Values.Append(loaderBytes).All(b => b <= Images.BytesMax) ? 0 : 1;
