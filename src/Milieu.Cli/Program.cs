// The entry: one command line in, one exit code out, and never a stack trace.
using Milieu.Cli;

return CommandLine.Run(args);
