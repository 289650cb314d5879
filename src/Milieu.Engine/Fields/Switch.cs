// A choice that is made when code is generated.
namespace Milieu.Engine;

/// <summary>As a type argument it leaves the branch not taken out of the machine code.</summary>
internal interface ISwitch
{
    static abstract bool IsOn { get; }
}

internal readonly struct On : ISwitch
{
    public static bool IsOn => true;
}

internal readonly struct Off : ISwitch
{
    public static bool IsOn => false;
}
