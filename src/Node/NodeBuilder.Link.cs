using System;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Sparkplug;
using FieldNode.Tags;

namespace FieldNode
{
    /// <summary>What the way to the hosts is made of: the edge node's options, and the brokers.</summary>
    public static partial class NodeBuilder
    {
        private static SparkplugOptions Sparkplug(NodeSettings settings, SparkplugSettings choices, TagTable tags, INodePorts ports, UpdateBuilder updates)
        {
            PrimaryHostSettings host = choices.PrimaryHost;
            SparkplugOptions made = new SparkplugOptions
            {
                Group = settings.Group, Node = settings.Node, FrameBytesMax = choices.FrameBytesMax,
                TakesCommands = SparkplugForm.TakesCommands(choices), KeySwitch = KeySwitchOf(settings, choices.KeySwitch, tags),
                WritesPerMinuteMax = choices.WritesPerMinuteMax, CommandAgeMaxMs = choices.CommandAgeMaxMs,
                ReturnIsRebirth = choices.DeviceReturn == "rebirth", Controls = ControlsOf(choices.Controls, ports as IBoardFacts, updates),
                VerifiesBirths = SparkplugForm.VerifiesBirths(choices),
                Servers = 1 + (settings.OtherBrokers == null ? 0 : settings.OtherBrokers.Length), DelaySeed = Seed(ClientIdOf(settings))
            };
            made.Journal = JournalOf(settings.Journal ?? new JournalSettings(), tags, ports);
            IIdentityPorts identity = ports as IIdentityPorts;
            if (identity != null)
            {
                made.SettingsCrc = identity.SettingsCrc & 0xFFFFFFFFL;
                made.CertificateEndMs = identity.CertificateEndMs;
            }

            if (host != null)
            {
                made.PrimaryHost = host.Id;
                made.IsLegacyHost = host.Legacy;
                made.HostWaitMs = host.WaitMs;
                made.BirthDelayMaxMs = host.BirthDelayMaxMs;
            }

            return made;
        }

        private static SampleJournal JournalOf(JournalSettings settings, TagTable tags, INodePorts ports)
        {
            IJournalPorts board = ports as IJournalPorts;
            int bytes = settings.RamBytes != JournalSettings.ByBoard ? settings.RamBytes : board == null ? SampleJournal.RamBytesUsual : board.JournalBytes;
            if (bytes == 0)
            {
                return null;
            }

            SampleJournal journal = new SampleJournal(tags, bytes, settings.HoldMs, settings.ConfirmMs, settings.InOrder);
            if (settings.FlashBytes > 0)
            {
                journal.UseFlash(new JournalFlash(ports.Store, tags, settings.FlashBytes), settings.FlashAfterMs);
            }

            return journal;
        }

        // Who sends updates may command the device Update and nothing else, so it has its birth on demand whatever the settings say.
        private static EdgeControls ControlsOf(ControlSettings wanted, IBoardFacts board, UpdateBuilder updates)
        {
            bool isTold = wanted != null && wanted.Properties && board != null;
            bool isOfAll = wanted != null && wanted.DeviceRebirth;
            if (!isOfAll && !isTold && updates == null)
            {
                return null;
            }

            EdgeControls controls = new EdgeControls
            {
                HasDeviceRebirth = isOfAll || updates != null, OnlyDevice = isOfAll || updates == null ? EdgeControls.AllDevices : updates.Device.Device
            };
            if (isTold)
            {
                controls.HardwareMake = board.HardwareMake;
                controls.HardwareModel = board.HardwareModel;
                controls.Os = board.Os;
                controls.OsVersion = board.OsVersion;
            }

            return controls;
        }

        // Its metric is the contact's own.
        private static int KeySwitchOf(NodeSettings settings, string contact, TagTable tags)
        {
            if (contact == null)
            {
                return SparkplugOptions.NoKeySwitch;
            }

            byte[] name = System.Text.Encoding.UTF8.GetBytes(contact);
            for (int device = 1; settings.Terminals != null && device < tags.DeviceCount; device++)
            {
                int tag = tags.DeviceName(device) == settings.Terminals.Device ? tags.FindByName(device, name, 0, name.Length) : -1;
                if (tag >= 0)
                {
                    return tag;
                }
            }

            throw new ArgumentException("no contact " + contact); // rather none than one that lets everything through
        }

        private static MqttOptions Mqtt(NodeSettings settings, INodePorts ports)
        {
            string clientId = ClientIdOf(settings);
            return new MqttOptions
            {
                Servers = Servers(settings, ports),
                ClientId = clientId,
                KeepAliveS = settings.Broker.KeepAliveS,
                ConnectDelayMaxMs = settings.Broker.ConnectDelayMaxMs,
                JitterSeed = Seed(clientId)
            };
        }

        private static string ClientIdOf(NodeSettings settings)
        {
            return settings.Broker.ClientId ?? settings.Group + "-" + settings.Node;
        }

        // Nodes that lose the same broker, or wake with the same host, must not come back in step: each has random numbers of its own.
        private static uint Seed(string clientId)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(clientId);
            return (uint)Crc32.Of(bytes, 0, bytes.Length);
        }

        private static MqttBroker[] Servers(NodeSettings settings, INodePorts ports)
        {
            OtherBrokerSettings[] others = settings.OtherBrokers ?? new OtherBrokerSettings[0];
            MqttBroker[] servers = new MqttBroker[1 + others.Length];
            BrokerSettings first = settings.Broker;
            servers[0] = new MqttBroker { Host = first.Host, Port = first.Port, User = first.User, Password = ports.PasswordOf(0) };
            for (int i = 0; i < others.Length; i++)
            {
                OtherBrokerSettings other = others[i];
                servers[i + 1] = new MqttBroker { Host = other.Host, Port = other.Port, User = other.User, Password = ports.PasswordOf(i + 1) };
            }

            return servers;
        }
    }
}
