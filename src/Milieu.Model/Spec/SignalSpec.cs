// A signal of the model's own, as an author writes it.
namespace Milieu.Model;

/// <summary>A named signal: a formula over other signals, parameters and the cell's own custom variables.</summary>
public sealed class SignalSpec
{
    [Key(
        "formula",
        "An expression over signals, parameters and time, such as 1 / (1 + (oxygen / 8 mmHg)^2).",
        IsShort = true
    )]
    public string? Formula { get; set; }

    [Key("units", "The unit of the signal, where the formula alone does not tell.")]
    public string? Units { get; set; }

    [Key("about", "What the signal means; free text.")]
    public string? About { get; set; }

    public static implicit operator SignalSpec(string formula) => new() { Formula = formula };
}
