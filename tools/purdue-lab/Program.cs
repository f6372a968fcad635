using FieldNode.PurdueLab;

// Not asynchronous: what runs below is bound to this thread and ends with it (see Launcher).
return LabCommand.Run(args);
