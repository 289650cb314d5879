// One file of a converted project.
namespace Milieu.PhysiCell;

/// <summary>A file to write: a name without a folder, and its text.</summary>
public sealed record ConvertedFile(string Name, string Text);
