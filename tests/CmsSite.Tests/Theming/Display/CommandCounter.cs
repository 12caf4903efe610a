using System.Diagnostics;

namespace CmsSite.Tests.Theming.Display;

/// <summary>Counts the commands that one test sends to its database, whatever runs beside it.</summary>
internal sealed class CommandCounter : IDisposable
{
    private static readonly AsyncLocal<CommandCounter?> _current = new();
    private static readonly Lazy<IDisposable> _listening = new(() => DiagnosticListener.AllListeners.Subscribe(new Listeners()));
    private int _count;

    public int Count => _count;

    /// <summary>From before the first command on: EF Core looks for listeners at most once a second.</summary>
    public static void Listen() => _ = _listening.Value;

    public static CommandCounter Begin() => _current.Value = new CommandCounter();

    public void Dispose() => _current.Value = null;

    private sealed class Listeners : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore")
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuting" && _current.Value is { } counter)
            {
                Interlocked.Increment(ref counter._count);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
