namespace FieldNode.Host;

/// <summary>
/// What a strict host can find wrong in a message, or between two of them: of nodes, and from <see cref="CommandToOffline"/> on of other hosts.
/// </summary>
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
    /// <summary>A command to a node or device that is dead, or that no birth named.</summary>
    CommandToOffline,
    /// <summary>A command whose time is far from the moment of receipt.</summary>
    CommandTime,
    /// <summary>A command to a metric that no birth declared.</summary>
    CommandUnknown,
    /// <summary>A command whose name is of one metric and whose alias of another.</summary>
    CommandContradicts,
    /// <summary>A whole number that may be negative or large, since its datatype is missing.</summary>
    CommandUntyped,
    /// <summary>A value outside the range that the birth gave.</summary>
    CommandOutOfRange,
    /// <summary>A request for a rebirth that is no Boolean.</summary>
    RebirthMalformed,
    /// <summary>Births are asked for again after each that came.</summary>
    RebirthAskedAgain,
    /// <summary>Births are asked for after each device that came back.</summary>
    DeviceReturnDropped,
    /// <summary>STATE as version 2.2 had it.</summary>
    StateLegacy,
    /// <summary>STATE from the future, or with a time that is not in ms.</summary>
    StateTime,
    /// <summary>An online STATE that is older than the one before.</summary>
    StateFight,
    /// <summary>A host that goes and comes.</summary>
    StateFlaps,
    /// <summary>STATE that the broker does not keep.</summary>
    StateNotRetained,
}
