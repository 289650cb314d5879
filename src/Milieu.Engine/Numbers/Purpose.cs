// The purposes of chance, numbered once.
namespace Milieu.Engine;

/// <summary>What a draw is for. Part of the counter of <see cref="Chance"/>: numbered once, append-only.</summary>
public enum Purpose : ushort
{
    PlacePosition = 1,
    PlaceOrientation = 2,
    Distribution = 3,
    Transform = 4,
    Death = 5,
    PhaseExit = 6,
    DivisionDirection = 7,
    AsymmetricDivision = 8,
    MotilityTurn = 9,
    MotilityDirection = 10,
    PhagocytoseDead = 11,
    PhagocytoseLive = 12,
    AttackStart = 13,
    AttackEnd = 14,
    Fuse = 15,
    Attach = 16,
    Detach = 17,
    Arrival = 18,
    PlaceJitter = 19,
    Drift = 20,
    Hit = 21,
    Leave = 22,
    Extravasate = 23,
    Sprout = 24,
    Event = 25,
    EventDraw = 26,
}
