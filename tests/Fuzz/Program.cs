using FieldNode.Fuzz;

return Commands.Run(args);
