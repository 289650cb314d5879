// The command line.
return 0;
