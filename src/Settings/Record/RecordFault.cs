namespace FieldNode.Settings
{
    /// <summary>Why a settings record is not taken. Numbers are in logs: never reorder. docs/SPEC.md has the table.</summary>
    public enum RecordFault
    {
        /// <summary>It is sound.</summary>
        None = 0,
        /// <summary>There is none.</summary>
        Missing = 1,
        /// <summary>It is no record, or cut, or a bit of it is not as it was written.</summary>
        Broken = 2,
        /// <summary>Its members are not those of this firmware.</summary>
        OtherForm = 3,
        /// <summary>It was made for another version of the firmware, whose check may have let other settings through.</summary>
        OtherFirmware = 4,
        /// <summary>It was made from another node file.</summary>
        OtherFile = 5
    }
}
