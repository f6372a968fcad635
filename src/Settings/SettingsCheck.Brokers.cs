namespace FieldNode.Settings
{
    /// <content>The brokers, and the host that the data is meant for.</content>
    public sealed partial class SettingsCheck
    {
        private void CheckBroker()
        {
            BrokerSettings broker = settings.Broker;
            place = "";
            if (broker == null)
            {
                Fault("broker", "missing", "an object with at least host, caFile, certificateFile and keyFile");
                return;
            }
            place = "broker";
            Server(broker.Host, broker.Port, broker.User, broker.PasswordFile);
            Range("keepAliveS", broker.KeepAliveS, SettingsLimits.KeepAliveMinS, SettingsLimits.KeepAliveMaxS);
            Range("connectDelayMaxMs", broker.ConnectDelayMaxMs, 0, SettingsLimits.ConnectDelayMaxMs);
            Plain("clientId", broker.ClientId, SettingsLimits.MqttTextBytesMax, true);
            Plain("caFile", broker.CaFile, SettingsLimits.FileNameBytesMax, false);
            Plain("certificateFile", broker.CertificateFile, SettingsLimits.FileNameBytesMax, false);
            Plain("keyFile", broker.KeyFile, SettingsLimits.FileNameBytesMax, false);
        }

        private void CheckOtherBrokers()
        {
            OtherBrokerSettings[] others = settings.OtherBrokers;
            place = "";
            if (others == null)
            {
                return;
            }

            if (others.Length > SettingsLimits.OtherBrokersMax)
            {
                Fault("otherBrokers", others.Length.ToString() + " brokers", "0 to " + SettingsLimits.OtherBrokersMax.ToString());
            }

            for (int i = 0; i < others.Length && i < SettingsLimits.OtherBrokersMax; i++)
            {
                place = "otherBrokers[" + i.ToString() + "]";
                if (others[i] == null)
                {
                    Fault("", "null", "an object with at least host");
                    continue;
                }

                Server(others[i].Host, others[i].Port, others[i].User, others[i].PasswordFile);
                Plain("caFile", others[i].CaFile, SettingsLimits.FileNameBytesMax, true);
            }
        }

        private void Server(string host, int port, string user, string passwordFile)
        {
            if (!Texts.IsHostName(host))
            {
                Fault("host", Texts.Quote(host), "a host name or an IPv4 address, without scheme and port");
            }

            Range("port", port, 1, 65535);
            Plain("user", user, SettingsLimits.MqttTextBytesMax, true);
            Plain("passwordFile", passwordFile, SettingsLimits.FileNameBytesMax, true);
            // A password without a user name is no MQTT 3.1.1 (MQTT-3.1.2-22).
            if (passwordFile != null && user == null && IsClean("passwordFile") && IsClean("user"))
            {
                Fault("passwordFile", Texts.Quote(passwordFile), "a password file only beside user");
            }
        }

        private void CheckPrimaryHost(PrimaryHostSettings host)
        {
            place = "sparkplug.primaryHost";
            Id("id", host.Id);
            Range("waitMs", host.WaitMs, SettingsLimits.HostWaitMinMs, SettingsLimits.HostWaitMaxMs);
            Range("birthDelayMaxMs", host.BirthDelayMaxMs, 0, SettingsLimits.BirthDelayMaxMs);
        }
    }
}
