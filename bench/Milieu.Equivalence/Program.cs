// Milieu against PhysiCell: equivalence with its seeds, and the time that samples take.
using Milieu.Equivalence;

var wishes = new Wishes(args.Skip(1));
switch (args.FirstOrDefault())
{
    case "compare":
        return EquivalenceReport.Run(wishes, Console.Out);
    case "native":
        return NativeReport.Run(wishes, Console.Out);
    case "power":
        return PowerReport.Run(wishes, Console.Out);
    case "samples" when wishes.Words.Count >= 1:
        return SampleSpeed.Run(wishes, Console.Out);
    case "ball" when wishes.Words.Count == 1:
        return BallProject.Write(wishes.Words[0], (int)wishes.Number("cells", 10_000));
    case "make" when wishes.Words.Count == 2:
        Gathering.Make(wishes.Words[0], wishes.Words[1], (int)wishes.Number("seeds", 20));
        return 0;
    case "gather" when wishes.Words.Count >= 2:
        Gathering.Read(wishes.Words.Skip(1), wishes.Words[0]);
        return 0;
    default:
        Console.Error.WriteLine("usage: compare [--models A,B] [--seeds 20] [--first-seed 1] [--list 10]");
        Console.Error.WriteLine("       native  [--models A,B] [--seeds 20] [--list 3]");
        Console.Error.WriteLine("       power   [--models A,B] [--seeds 20]");
        Console.Error.WriteLine("       make    PROGRAM PROJECT [--seeds 20]");
        Console.Error.WriteLine("       gather  PROJECT OUTPUT...");
        Console.Error.WriteLine(
            "       samples FOLDER... [--models A,B:720] [--minutes 720] [--threads 2] [--repeats 5] [--program PHYSICELL] [--milieu MILIEU]"
        );
        Console.Error.WriteLine("       ball    FOLDER [--cells 10000]");
        return 2;
}
