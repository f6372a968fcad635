namespace FieldNode.Interop.Tests;

/// <summary>mosquitto: the certificate's common name is the user, and an ACL file says what a user may do.</summary>
internal static class MosquittoBroker
{
    public static async Task<PeerProcess> StartAsync(Stage stage)
    {
        string program = Peers.Program("mosquitto");
        string rights = $"""
            user {Stage.NodeName}
            topic write spBv1.0/{Stage.Group}/+/{Stage.NodeName}
            topic write spBv1.0/{Stage.Group}/+/{Stage.NodeName}/+
            topic read spBv1.0/{Stage.Group}/NCMD/{Stage.NodeName}
            topic read spBv1.0/{Stage.Group}/DCMD/{Stage.NodeName}/+
            topic read spBv1.0/STATE/+

            user host
            topic readwrite spBv1.0/#

            """;
        string configuration = $"""
            listener {stage.Port} 127.0.0.1
            cafile {stage.In("ca.pem")}
            certfile {stage.In("broker.pem")}
            keyfile {stage.In("broker.key")}
            require_certificate true
            use_identity_as_username true
            acl_file {stage.In("acl")}
            allow_anonymous false
            persistence false
            user {Environment.UserName}

            """;
        File.WriteAllText(stage.In("acl"), rights);
        File.WriteAllText(stage.In("mosquitto.conf"), configuration);
        PeerProcess broker = stage.Own(PeerProcess.Start(program, ["-v", "-c", stage.In("mosquitto.conf")]));
        await Peers.WaitForPortAsync(stage.Port, broker);
        return broker;
    }
}
