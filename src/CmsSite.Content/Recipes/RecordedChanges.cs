using System.Collections;
using CmsSite.Storage;

namespace CmsSite.Content.Recipes;

/// <summary>
/// The changes of a plan or a run, as a list that is shown and counted after the run is over. Beyond some megabytes they lie in a temporary file, which goes with this list, and each is read when it is asked for.
/// </summary>
internal sealed class RecordedChanges : IReadOnlyList<RecordedChange>
{
    // Characters.
    private const long MostInMemory = 4_000_000;
    private readonly List<long> _written = [];
    private readonly List<RecordedChange> _recent = [];
    private TemporaryRecords? _file;
    private long _size;

    public int Count => _written.Count + _recent.Count;

    public RecordedChange this[int index] => index < _written.Count ? Read(_written[index]) : _recent[index - _written.Count];

    public void Add(RecordedChange change)
    {
        _recent.Add(change);
        _size += change.Subject.Length + (change.Before?.Length ?? 0) + (change.After?.Length ?? 0);
        if (_size > MostInMemory)
        {
            _file ??= new TemporaryRecords();
            _written.AddRange(_recent.Select(recent =>
                _file.Add(recent.Kind, recent.Subject, recent.DisplayText, recent.Effect.ToString(), recent.Before, recent.After)));
            _recent.Clear();
            _size = 0;
        }
    }

    public IEnumerator<RecordedChange> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private RecordedChange Read(long place)
    {
        var texts = _file!.Read(place);
        return new RecordedChange(texts[0]!, texts[1]!, texts[2], Enum.Parse<ChangeEffect>(texts[3]!), texts[4], texts[5]);
    }
}
