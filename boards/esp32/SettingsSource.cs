using System;
using FieldNode.Journal;
using FieldNode.Settings;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Where the settings of a start come from. The node file decides; of a record only what was made from this very file counts, and a record
    /// that came from the bench (<c>I:\node.record</c>) is enough where there is no node file. The text is read only if there is no such record,
    /// and a record is kept of it for the next start.
    /// </summary>
    public sealed class SettingsSource
    {
        private const int FaultsMax = 8;

        private readonly IFlashStore store;
        private readonly DeviceLog log;
        private readonly IPower power;
        private readonly NodeFiles files;

        /// <summary>The settings of a board whose watchdog is petted here.</summary>
        public SettingsSource(NodeFiles files, IFlashStore store, DeviceLog log, IPower power)
        {
            this.files = files;
            this.store = store;
            this.log = log;
            this.power = power;
        }

        /// <summary>CRC-32 of the file that they were read from, or of the one that their record was made from.</summary>
        public int FileCrc { get; private set; }

        /// <summary>Reads settings that are sound.</summary>
        /// <exception cref="Exception">There are none; the message says why.</exception>
        public NodeSettings Read()
        {
            SettingsRecord brought = Brought();
            NodeSettings settings;
            if (!files.IsThere(NodeFiles.NodeFile))
            {
                return Alone(brought);
            }

            byte[] file = files.Read(NodeFiles.NodeFile);
            RecordSource source = new RecordSource(file);
            RecordFault fault = brought.Fault != RecordFault.None || brought.Source.Is(source) ? brought.Fault : RecordFault.OtherFile;
            settings = fault == RecordFault.None ? Of(brought) : null;
            if (settings != null)
            {
                return settings;
            }

            if (fault != RecordFault.Missing)
            {
                log.Board(BoardEvent.RecordNotTaken, (int)fault, NodeFiles.RecordFile);
            }

            SettingsSlots slots = new SettingsSlots(store, Esp32Ports.FirmwareVersion);
            SettingsRecord own = slots.Find(source);
            settings = own == null ? null : Of(own);
            if (settings != null)
            {
                return settings;
            }

            log.Board(BoardEvent.NodeFileRead, (int)slots.Fault, null);
            settings = Checked(new SettingsJson(power).ParseNode(file));
            FileCrc = Crc32.Of(file, 0, file.Length);
            power.Pet();
            if (!slots.Keep(settings, source, FileCrc))
            {
                log.Board(BoardEvent.RecordNotKept, 0, null);
            }

            return settings;
        }

        private NodeSettings Alone(SettingsRecord record)
        {
            if (record.Fault != RecordFault.Missing)
            {
                NodeSettings settings = record.Fault == RecordFault.None && record.StandsAlone ? Of(record) : null;
                return settings ?? throw new ArgumentException(NodeFiles.RecordFile + ": fault " + (int)record.Fault + ", and no " + NodeFiles.NodeFile);
            }

            throw new ArgumentException(NodeFiles.NodeFile + " is missing");
        }

        private SettingsRecord Brought()
        {
            byte[] bytes = new byte[0];
            int count = -1;
            try
            {
                if (files.IsThere(NodeFiles.RecordFile))
                {
                    count = 0; // what cannot be read is there, and broken
                    bytes = files.Read(NodeFiles.RecordFile);
                    count = bytes.Length;
                }
            }
            catch (Exception)
            {
                // Too long, or the drive is broken.
            }

            return SettingsRecord.Open(bytes, count, Esp32Ports.FirmwareVersion);
        }

        private NodeSettings Of(SettingsRecord record)
        {
            FileCrc = record.SourceCrc;
            try
            {
                return record.Read();
            }
            catch (Exception)
            {
                return null; // a text that is none: the sum is right, so somebody made it so
            }
        }

        private static NodeSettings Checked(NodeSettings settings)
        {
            FaultList faults = new FaultList(FaultsMax);
            if (!SettingsCheck.Run(settings, faults))
            {
                throw new ArgumentException(faults.Count == 0 ? "check" : faults.PathOf(0) + ": " + faults.ValueOf(0) + ", allowed " + faults.AllowedOf(0));
            }

            return settings;
        }
    }
}
