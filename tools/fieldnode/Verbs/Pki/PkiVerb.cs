using System.CommandLine;

namespace FieldNode.Cli;

/// <summary><c>fieldnode pki</c>: the certificates of a site.</summary>
internal static class PkiVerb
{
    internal const string Examples = """
        Examples:
          fieldnode pki init pki --site Kiln --root-password-file root.pw --password-file bench.pw
          fieldnode pki server broker.example --password-file bench.pw
          fieldnode pki node node7 --group kiln --place "hall 2, panel 4" --password-file bench.pw
          fieldnode pki revoke node7 --reason key-compromise --password-file bench.pw
          fieldnode pki list

        A root CA, which belongs offline, and two issuing CAs below it: one for nodes and everybody who logs in at a broker, one for
        brokers. Nodes believe the brokers' one only. All keys are ECDSA P-256; those of the CAs are encrypted. docs/bench.md tells more.
        A password comes from a file (--password-file, --root-password-file), from the environment (FIELDNODE_PKI_PASSWORD,
        FIELDNODE_PKI_ROOT_PASSWORD), or from the keyboard; never from the command line.
        Exit status: 0 done, 1 it cannot be (a name is taken, a CA has ended, the clock is wrong), 2 used wrongly, or a wrong password.
        """;

    internal static Command Create(TextWriter output, TextWriter error) => new("pki", "Make and keep a site's certificates.")
    {
        PkiInitVerb.Create(output, error),
        PkiIssueVerbs.Node(output, error),
        PkiIssueVerbs.Server(output, error),
        PkiIssueVerbs.Host(output, error),
        PkiIssueVerbs.Maintenance(output, error),
        PkiIssueVerbs.Writer(output, error),
        PkiIssueVerbs.Bridge(output, error),
        PkiKeyVerbs.Sign(output, error),
        PkiKeyVerbs.Renew(output, error),
        PkiStateVerbs.Revoke(output, error),
        PkiStateVerbs.Crl(output, error),
        PkiStateVerbs.List(output, error),
        PkiInitVerb.RenewCa(output, error),
        PkiPlantVerbs.Csr(output, error),
        PkiPlantVerbs.Accept(output, error),
    };
}
