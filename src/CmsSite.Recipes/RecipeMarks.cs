namespace CmsSite.Recipes;

/// <summary>Where each node of a text begins: the nodes in the order of the text, each knowing where the next one beside it is.</summary>
/// <remarks>A list of small structs beside the tree, because null values have no node and evaluated steps are copies: a path is what both have in common.</remarks>
internal sealed class RecipeMarks
{
    private readonly List<Mark> _marks = [];

    public int Begin(int offset, string? name)
    {
        _marks.Add(new Mark(offset, name, 0));
        return _marks.Count - 1;
    }

    public void End(int mark) => _marks[mark] = _marks[mark] with { Next = _marks.Count };

    public int OffsetOf(string path)
    {
        if (_marks.Count == 0)
        {
            return 0;
        }

        var at = 0;
        foreach (var part in JsonPath.Split(path))
        {
            var child = part is string name ? Named(at, name) : Item(at, (int)part);
            if (child < 0)
            {
                break;
            }

            at = child;
        }

        return _marks[at].Offset;
    }

    private int Item(int parent, int index)
    {
        for (var child = parent + 1; child < _marks[parent].Next; child = _marks[child].Next)
        {
            if (_marks[child].Name is not null)
            {
                return -1;
            }

            if (index-- == 0)
            {
                return child;
            }
        }

        return -1;
    }

    // The last one, as a property given twice has its last value. Any case, as steps are bound to models in any case.
    private int Named(int parent, string name)
    {
        var found = -1;
        var exact = false;
        for (var child = parent + 1; child < _marks[parent].Next; child = _marks[child].Next)
        {
            if (string.Equals(_marks[child].Name, name, StringComparison.Ordinal))
            {
                (found, exact) = (child, true);
            }
            else if (!exact && string.Equals(_marks[child].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                found = child;
            }
        }

        return found;
    }

    private readonly record struct Mark(int Offset, string? Name, int Next);
}
