using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CmsSite.Storage;

/// <summary>
/// Records of some texts each in a temporary file, for what is too much to be kept in memory. Only this process can open the file, and it is gone with it, however it ends. Reading is safe from several threads,
/// adding is not.
/// </summary>
public sealed class TemporaryRecords : IDisposable
{
    private const int LengthSize = sizeof(int);
    private readonly SafeFileHandle _file;

    /// <exception cref="IOException">The folder for temporary files (<c>TMPDIR</c>) cannot be written to.</exception>
    public TemporaryRecords()
    {
        var path = Path.Combine(Path.GetTempPath(), $"cmssite-{Guid.NewGuid():n}.tmp");
        if (OperatingSystem.IsWindows())
        {
            _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        }
        else
        {
            using var created = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            // Without a name it goes when it is closed, also by a process that is killed.
            File.Delete(path);
        }
    }

    /// <summary>Bytes that are written so far.</summary>
    public long Length { get; private set; }

    /// <summary>Writes a record; gives where it is.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public long Add(params ReadOnlySpan<string?> texts)
    {
        var size = LengthSize;
        foreach (var text in texts)
        {
            size += LengthSize + (text is null ? 0 : Encoding.UTF8.GetByteCount(text));
        }

        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer, size);
            var at = LengthSize;
            foreach (var text in texts)
            {
                var length = text is null ? -1 : Encoding.UTF8.GetBytes(text, buffer.AsSpan(at + LengthSize));
                BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(at), length);
                at += LengthSize + Math.Max(0, length);
            }

            var record = Length;
            RandomAccess.Write(_file, buffer.AsSpan(0, size), record);
            Length += size;
            return record;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The texts of a record.</summary>
    /// <param name="at">What <see cref="Add"/> gave.</param>
    public IReadOnlyList<string?> Read(long at)
    {
        Span<byte> length = stackalloc byte[LengthSize];
        Fill(length, at);
        var size = BinaryPrimitives.ReadInt32LittleEndian(length) - LengthSize;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var record = buffer.AsSpan(0, size);
            Fill(record, at + LengthSize);
            var texts = new List<string?>();
            while (!record.IsEmpty)
            {
                var bytes = BinaryPrimitives.ReadInt32LittleEndian(record);
                record = record[LengthSize..];
                texts.Add(bytes < 0 ? null : Encoding.UTF8.GetString(record[..bytes]));
                record = record[Math.Max(0, bytes)..];
            }

            return texts;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Fill(Span<byte> bytes, long at)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(_file, bytes, at);
            if (read == 0)
            {
                throw new EndOfStreamException("A temporary file is shorter than what was written to it.");
            }

            bytes = bytes[read..];
            at += read;
        }
    }
}
