using System.Reflection;
using FieldNode.Lint;

// The whole firmware through the lint: its findings, and two lines of figures. Exit status 1 if there is a finding, or too little room.
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
return findings.Count == 0 && bytes.Values.All(b => b <= Images.BytesMax) ? 0 : 1;
