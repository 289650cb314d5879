// A file of an output folder that is yet to be written.
namespace Milieu.PhysiCell;

/// <param name="Name">Within the output folder.</param>
/// <param name="Write">Writes the content; the tissue may not change before it returns.</param>
public sealed record OutputFile(string Name, Action<Stream> Write)
{
    public bool IsPicture => Name.EndsWith(".svg", StringComparison.Ordinal);
}
