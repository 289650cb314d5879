// Vessels that grow towards tissue without blood.
namespace Milieu.Engine;

/// <summary>Space colonization: places that lack blood draw the nearest vessel until one is near enough.</summary>
/// <remarks>
/// The open form of Runions et al. 2005, doi:10.1145/1073204.1073251. A place draws the nearest piece within its pull; a drawn
/// piece sends out a new one, a length away, in the mean direction of the places that it is drawn by; a place with a piece
/// within the reach is satisfied. See docs/science/vessels.md.
/// </remarks>
internal sealed class VesselColony
{
    private const double Pull = 3;
    private readonly VesselDraft _draft;
    private readonly List<Spot> _places;
    private readonly SpotBins _bins;
    private readonly double _reach;
    private readonly int[] _nearest;
    private readonly double[] _square;
    private readonly bool[] _isSatisfied;

    /// <param name="places">Spread over the region, nearer to each other than the pull.</param>
    public VesselColony(VesselDraft draft, List<Spot> places, double reach)
    {
        (_draft, _places, _reach) = (draft, places, reach);
        (_nearest, _square, _isSatisfied) = (new int[places.Count], new double[places.Count], new bool[places.Count]);
        _bins = new SpotBins(Pull * reach);
        Array.Fill(_nearest, -1);
        Array.Fill(_square, Pull * reach * Pull * reach);
        for (var place = 0; place < places.Count; place++)
            _bins.Add(place, places[place]);
        for (var inlet = 0; inlet < draft.Count; inlet++)
            Notice(inlet);
    }

    /// <summary>Until no place draws, or there are so many pieces.</summary>
    public void Run(int most)
    {
        var drawn = new SortedDictionary<int, (Spot Sum, int Place)>();
        do
        {
            drawn.Clear();
            for (var place = 0; place < _places.Count; place++)
                Draw(drawn, place);
            foreach (var (piece, (sum, place)) in drawn)
                Follow(piece, sum, place);
        } while (drawn.Count > 0 && _draft.Count < most);
    }

    /// <summary>A place adds its pull to the piece that is nearest to it.</summary>
    private void Draw(SortedDictionary<int, (Spot Sum, int Place)> drawn, int place)
    {
        var piece = _nearest[place];
        if (piece < 0 || _isSatisfied[place] || (_places[place] - _draft.Spots[piece]).Direction() is not { } towards)
            return;
        if (!drawn.TryGetValue(piece, out var before))
            drawn[piece] = (towards, place);
        else
            drawn[piece] = (before.Sum + towards, _square[place] < _square[before.Place] ? place : before.Place);
    }

    /// <summary>A step in the mean direction, or to the nearest place; a place that cannot be reached is left to others.</summary>
    private void Follow(int piece, Spot sum, int place)
    {
        if (_isSatisfied[place] || Step(piece, sum) || Step(piece, _places[place] - _draft.Spots[piece]))
            return;
        _nearest[place] = -1;
    }

    private bool Step(int piece, Spot towards)
    {
        if (towards.Direction() is not { } direction)
            return false;
        var at = _draft.Spots[piece] + (_draft.Length * direction);
        if (!_draft.IsFree(at))
            return false;
        Notice(_draft.Grow(at, piece));
        return true;
    }

    private void Notice(int piece)
    {
        foreach (var (place, square) in _bins.Near(_draft.Spots[piece], Pull * _reach))
        {
            _isSatisfied[place] |= square < _reach * _reach;
            if (square < _square[place])
                (_nearest[place], _square[place]) = (piece, square);
        }
    }
}
