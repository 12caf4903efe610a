using System.Buffers;
using System.Text;

namespace CmsSite.Theming.Shapes;

/// <summary>Text in one borrowed buffer that grows, can be cut back, and is given back when disposed.</summary>
public sealed class PooledWriter(int capacity = 4096) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
{
    private char[] _buffer = ArrayPool<char>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public override Encoding Encoding => Encoding.UTF8;

    public ReadOnlySpan<char> Written => _buffer.AsSpan(0, Length);

    public override void Write(char value)
    {
        Grow(1);
        _buffer[Length++] = value;
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Grow(buffer.Length);
        buffer.CopyTo(_buffer.AsSpan(Length));
        Length += buffer.Length;
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    // Memory never waits: the asynchronous forms are the synchronous ones.
    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(string? value)
    {
        Write(value.AsSpan());
        return Task.CompletedTask;
    }

    public override Task WriteAsync(char[] buffer, int index, int count)
    {
        Write(buffer.AsSpan(index, count));
        return Task.CompletedTask;
    }

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return Task.CompletedTask;
    }

    public override Task FlushAsync() => Task.CompletedTask;

    /// <summary>Forgets what was written behind a length noted earlier.</summary>
    public void CutTo(int length) => Length = Math.Min(Length, length);

    public override string ToString() => new(Written);

    public byte[] ToUtf8()
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(Written)];
        Encoding.UTF8.GetBytes(Written, bytes);
        return bytes;
    }

    protected override void Dispose(bool disposing)
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<char>.Shared.Return(_buffer);
            _buffer = [];
            Length = 0;
        }

        base.Dispose(disposing);
    }

    private void Grow(int more)
    {
        if (Length + more <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(Length + more, _buffer.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
