namespace FieldNode.PurdueLab;

/// <summary>The lab itself does not work: what it was about to measure was not measured, which is no verdict.</summary>
internal sealed class LabError(string message, Exception? cause = null) : Exception(message, cause);
