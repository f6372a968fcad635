using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>What is fixed about a tag. Read once by <see cref="TagTable.Add"/>; the table keeps flat arrays, not this object.</summary>
    public sealed class TagSpec
    {
        /// <summary>Metric name, unique in its device; <c>/</c> makes folders in a host.</summary>
        public string Name;
        /// <summary>Sparkplug datatype of the scaled value.</summary>
        public DataType DataType;
        /// <summary>value = raw * Scale + Offset. 1 and 0 leave a number as it was read.</summary>
        public double Scale = 1;
        /// <summary>Added after <see cref="Scale"/>.</summary>
        public double Offset;
        /// <summary>Engineering unit (property engUnit), or null.</summary>
        public string EngUnit;
        /// <summary>True if <see cref="EngLow"/> and <see cref="EngHigh"/> are given (properties engLow, engHigh).</summary>
        public bool HasRange;
        /// <summary>Low end of the engineering range.</summary>
        public double EngLow;
        /// <summary>High end of the engineering range.</summary>
        public double EngHigh;
        /// <summary>A change is reported when it is larger than this, in engineering units (OPC UA Part 4, 7.22.2). 0: every change.</summary>
        public double Deadband;
        /// <summary>The same as percent of EngHigh - EngLow; the larger of both counts. 0: off.</summary>
        public double DeadbandPercent;
        /// <summary>Not reported more often than this, in ms. 0: no limit.</summary>
        public int MinReportMs;
        /// <summary>Reported at least this often while it is read, in ms, changed or not. 0: only on change.</summary>
        public int MaxReportMs;
        /// <summary>How often it is read, in ms. The tags read most often get the aliases below 128.</summary>
        public int PeriodMs = 1000;
        /// <summary>For String, Text, Uuid and Bytes: room for so many bytes of UTF-8.</summary>
        public int TextBytesMax = 64;
        /// <summary>A host may write it by DCMD, if the node's policy allows writes at all.</summary>
        public bool Writable;
        /// <summary>It has a value before the first birth and is never bad, so its births need no room for a quality.</summary>
        public bool AlwaysGood;
        /// <summary>Day of the last calibration, as <c>2026-03-01</c> (property calibratedOn), or null.</summary>
        public string CalibratedOn;
        /// <summary>Who calibrated (property calibratedBy), or null.</summary>
        public string CalibratedBy;
        /// <summary>Day when the next calibration is due (property calibrationDue), or null.</summary>
        public string CalibrationDue;
    }
}
