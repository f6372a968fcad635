namespace FieldNode.Interop.Tests;

/// <summary>mosquitto: the certificate's common name is the user, and an ACL file says what a user may do.</summary>
internal static class MosquittoBroker
{
    /// <summary>The lines of the ACL file that a node needs.</summary>
    public const string AllOfTheNode = $"""
        topic write spBv1.0/{Stage.Group}/+/{Stage.NodeName}
        topic write spBv1.0/{Stage.Group}/+/{Stage.NodeName}/+
        topic read spBv1.0/{Stage.Group}/NCMD/{Stage.NodeName}
        topic read spBv1.0/{Stage.Group}/DCMD/{Stage.NodeName}/+
        topic read spBv1.0/STATE/+
        """;

    /// <summary>Starts it on the stage's port.</summary>
    /// <param name="rights">The node's lines in the ACL file; null: all that a node needs.</param>
    /// <param name="plainPort">A second listener without TLS, for those who only listen; 0: none.</param>
    public static async Task<PeerProcess> StartAsync(Stage stage, string? rights = null, int plainPort = 0)
    {
        string program = Peers.Program("mosquitto");
        string configuration = $"""
            per_listener_settings true
            persistence false
            user {Environment.UserName}

            listener {stage.Port} 127.0.0.1
            cafile {stage.In("ca.pem")}
            certfile {stage.In("broker.pem")}
            keyfile {stage.In("broker.key")}
            require_certificate true
            use_identity_as_username true
            acl_file {stage.In("acl")}
            allow_anonymous false

            """;
        if (plainPort != 0)
        {
            configuration += $"""

                listener {plainPort} 127.0.0.1
                acl_file {stage.In("acl-plain")}
                allow_anonymous true

                """;
            File.WriteAllText(stage.In("acl-plain"), "topic read spBv1.0/#\n");
        }
        File.WriteAllText(stage.In("acl"), $"""
            user {Stage.NodeName}
            {rights ?? AllOfTheNode}

            user host
            topic readwrite spBv1.0/#

            """);
        File.WriteAllText(stage.In("mosquitto.conf"), configuration);
        PeerProcess broker = stage.Own(PeerProcess.Start(program, ["-v", "-c", stage.In("mosquitto.conf")]));
        await Peers.WaitForPortAsync(stage.Port, broker);
        return broker;
    }
}
