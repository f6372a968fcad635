using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FieldNode.Cli;

/// <summary>The library's help, then what it has no place for: examples, output format, exit status.</summary>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["demo"] = DemoVerb.Examples,
        ["run"] = RunVerb.Examples,
        ["check"] = CheckVerb.Examples,
        ["schema"] = SchemaVerb.Examples,
        ["settings-record"] = SettingsRecordVerb.Examples,
        ["import"] = ImportVerb.Examples,
        ["profiles"] = ProfilesVerb.Examples,
        ["show"] = ProfilesVerb.Examples,
        ["diff"] = DiffVerb.Examples,
        ["watch"] = WatchVerb.Examples,
        ["fleet"] = FleetVerb.Examples,
        ["fleet-sim"] = FleetSimVerb.Examples,
        ["write"] = WriteVerb.Examples,
        ["events"] = EventsVerb.Examples,
        ["replay"] = ReplayVerb.Examples,
        ["scan"] = ScanVerb.Examples,
        ["modbus"] = ScanVerb.ModbusExamples,
        ["i2c"] = ScanVerb.I2cExamples,
        ["update"] = UpdateVerb.Examples,
        ["sign"] = SignVerb.Examples,
        ["keys"] = KeysVerb.Examples,
        ["keys make"] = KeysVerb.Examples,
        ["keys record"] = KeysVerb.Examples,
        ["keys next"] = KeysVerb.Examples,
        ["keys own"] = KeysVerb.Examples,
        ["keys show"] = KeysVerb.Examples,
        ["loop-check"] = LoopCheckVerb.Examples,
        ["pki"] = PkiVerb.Examples,
        ["init"] = InitVerb.Examples,
        ["pki init"] = PkiInitVerb.InitExamples,
        ["service"] = ServiceVerb.Examples,
        ["install"] = ServiceVerb.InstallExamples,
        ["status"] = ServiceVerb.Examples,
        ["uninstall"] = ServiceVerb.Examples,
        ["renew-ca"] = PkiInitVerb.RenewCaExamples,
        ["node"] = PkiIssueVerbs.NodeExamples,
        ["server"] = PkiIssueVerbs.ServerExamples,
        ["host"] = PkiIssueVerbs.HostExamples,
        ["maintenance"] = PkiIssueVerbs.MaintenanceExamples,
        ["writer"] = PkiIssueVerbs.WriterExamples,
        ["bridge"] = PkiIssueVerbs.BridgeExamples,
        ["pki sign"] = PkiKeyVerbs.SignExamples,
        ["renew"] = PkiKeyVerbs.RenewExamples,
        ["revoke"] = PkiStateVerbs.RevokeExamples,
        ["crl"] = PkiStateVerbs.CrlExamples,
        ["list"] = PkiStateVerbs.ListExamples,
        ["csr"] = PkiPlantVerbs.CsrExamples,
        ["broker"] = BrokerVerb.Examples,
        ["mosquitto"] = BrokerVerb.MosquittoExamples,
        ["rabbitmq"] = BrokerVerb.RabbitMqExamples,
        ["accept"] = PkiPlantVerbs.AcceptExamples,
        ["provision"] = ProvisionVerb.Examples,
        ["records"] = RecordsVerb.Examples,
        ["records list"] = RecordsVerb.Examples,
        ["records verify"] = RecordsVerb.Examples,
        ["firmware"] = FirmwareVerb.Examples,
        ["firmware join"] = FirmwareVerb.Examples,
        ["firmware check"] = FirmwareVerb.Examples,
        ["firmware pin"] = FirmwareVerb.Examples,
        ["pages"] = PagesVerb.Examples,
    };

    private const string RootText = """
        Examples:
          fieldnode demo --seconds 20
          fieldnode init plant1
          fieldnode check node.json
          fieldnode import meter.csv --config node.json --device Meter1
          fieldnode diff node.json node.new.json
          fieldnode run --config node.json
          fieldnode service install --config /etc/fieldnode/node.json
          fieldnode watch --host broker.example --ca ca.pem --cert host.pem --key host.key
          fieldnode write plant/node1/Tank/Setpoint 2.5 --host broker.example --ca ca.pem --cert host.pem --key host.key
          fieldnode events --config node.json --since 2h
          fieldnode scan modbus --port /dev/ttyUSB0
          fieldnode loop-check Loops/Level --simulated
          fieldnode pki init pki --site Kiln
          fieldnode broker mosquitto broker --pki pki
          fieldnode provision node7.json --virtual flash7 --yes

        Exit status: 0 all well, 1 something wrong was found, 2 used wrongly.
        """;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int status = inner.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        string name = parseResult.CommandResult.Command.Name;
        string? above = (parseResult.CommandResult.Parent as System.CommandLine.Parsing.CommandResult)?.Command.Name;
        output.WriteLine(Texts.GetValueOrDefault($"{above} {name}") ?? Texts.GetValueOrDefault(name, RootText));
        return status;
    }
}
