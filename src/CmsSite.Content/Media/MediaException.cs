namespace CmsSite.Content.Media;

/// <summary>A file that the media library does not take, or a path it cannot have; the message is for the person who sent it.</summary>
public sealed class MediaException(string message) : Exception(message);
