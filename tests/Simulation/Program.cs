using FieldNode.Simulation;

return Commands.Run(args);
