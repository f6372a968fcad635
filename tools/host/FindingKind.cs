namespace FieldNode.Host;

/// <summary>What a strict host can find wrong in a message, or between two of them.</summary>
public enum FindingKind
{
    /// <summary>The topic is not one of Sparkplug's (section 4.1).</summary>
    Topic,
    /// <summary>The payload is not the protobuf of section 6.4, or STATE's JSON is none.</summary>
    Undecodable,
    /// <summary>The value lies in another field than its datatype says, or outside the datatype's range.</summary>
    ValueMismatch,
    /// <summary>Neither a value nor is_null, or both.</summary>
    ValueMissing,
    /// <summary>Keys and values of a property set differ in number, or a property has no usable type.</summary>
    Property,
    /// <summary>A message is missing between this one and the one before.</summary>
    SeqGap,
    /// <summary>A message that must carry seq has none, or one above 255.</summary>
    SeqMissing,
    /// <summary>NDEATH, NCMD and DCMD carry no seq.</summary>
    SeqForbidden,
    /// <summary>NBIRTH starts with seq 0 (topics-nbirth-seq-num).</summary>
    BirthSeqNotZero,
    /// <summary>Something came from a node that is not born.</summary>
    DataBeforeBirth,
    /// <summary>DDATA or DDEATH of a device that is not born.</summary>
    DeviceNotBorn,
    /// <summary>DBIRTH of a device that is born already.</summary>
    DeviceBornTwice,
    /// <summary>No birth gave this alias.</summary>
    UnknownAlias,
    /// <summary>No birth gave this name.</summary>
    UnknownName,
    /// <summary>A metric without a name in a birth, or without name and alias elsewhere.</summary>
    NameMissing,
    /// <summary>A name and an alias in data, where only the alias may stand.</summary>
    NameBesideAlias,
    /// <summary>A metric of a birth without a known datatype.</summary>
    DatatypeMissing,
    /// <summary>Data names another datatype than the birth did.</summary>
    DatatypeChanged,
    /// <summary>A payload or metric without a timestamp.</summary>
    TimestampMissing,
    /// <summary>A timestamp later than the moment of receipt.</summary>
    TimestampAhead,
    /// <summary>A value that is not historical is older than the one before.</summary>
    TimestampBackwards,
    /// <summary>Two metrics of the node or its devices have one alias.</summary>
    DuplicateAlias,
    /// <summary>Two metrics of one birth have names that differ by case at most.</summary>
    DuplicateName,
    /// <summary>NBIRTH or NDEATH without a usable bdSeq.</summary>
    BdSeqMissing,
    /// <summary>A new session repeats the bdSeq of the one that died.</summary>
    BdSeqRepeated,
    /// <summary>Node Control/Rebirth is missing from NBIRTH, is no Boolean false, or has an alias.</summary>
    RebirthMetric,
    /// <summary>A message of a node came out of the broker's store; only STATE is retained.</summary>
    Retained,
    /// <summary>NDEATH of an earlier session: ignored. The broker's order, not the node's fault.</summary>
    StaleDeath,
    /// <summary>This host came after the node's birth. No fault of the node.</summary>
    JoinedLate,
}
