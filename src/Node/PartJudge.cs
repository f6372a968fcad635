using System;
using FieldNode.Settings;
using FieldNode.Update;

namespace FieldNode
{
    /// <summary>
    /// Looks at settings before they are tried, as <c>check</c> does on a PC: a node file, or a record that this firmware reads without one. What
    /// would shut the door that it came through is refused as well: nobody could take it back. What a new key needs comes from here, too.
    /// </summary>
    public sealed class PartJudge : IPartJudge, IKeyPlace
    {
        private const string NodeFile = "node.json";
        private const string RecordFile = "node.record";
        private const int FaultsMax = 1;

        private readonly IUpdatePorts ports;
        private readonly string firmware;

        /// <summary>A judge for a board and a version of the firmware.</summary>
        /// <param name="ports">The board.</param>
        /// <param name="firmware">Its version.</param>
        /// <param name="name">The node's name, which keys that are made here are for.</param>
        public PartJudge(IUpdatePorts ports, string firmware, string name)
        {
            this.ports = ports;
            this.firmware = firmware;
            Name = name;
        }

        /// <inheritdoc />
        public string Name { get; }

        /// <inheritdoc />
        public void Stir(byte[] noise)
        {
            ports.Stir(noise);
        }

        /// <inheritdoc />
        public UpdateReason Judge(PartKind kind, string name, byte[] content)
        {
            if (kind != PartKind.Settings || (name != NodeFile && name != RecordFile))
            {
                return ports.JudgePart(kind, name, content);
            }

            try
            {
                NodeSettings settings = name == NodeFile ? ports.ParseNode(content) : Read(content);
                bool isRight = settings != null && SettingsCheck.Run(settings, new FaultList(FaultsMax)) && settings.Update != null && IsBoard(settings.Board);
                return isRight ? UpdateReason.None : UpdateReason.BadSettings;
            }
            catch (Exception)
            {
                return UpdateReason.BadSettings; // of no form that a node file has, or too long for the memory: it would be so at the start, too
            }
        }

        // A record counts alone only if it says so and if this firmware would read it; with firmware beside it, its version is not known here.
        private NodeSettings Read(byte[] content)
        {
            SettingsRecord record = SettingsRecord.Open(content, content.Length, firmware);
            return record.Fault == RecordFault.None && record.StandsAlone ? record.Read() : null;
        }

        // Pins were checked for the board that the file names: it has to be this one, or its chip.
        private bool IsBoard(string board)
        {
            string own = ports.UpdateTarget.Board;
            if (board == null || own == null || board == own)
            {
                return true;
            }

            BoardPins pins = BoardPins.Find(own);
            return pins != null && pins.Chip == board;
        }
    }
}
