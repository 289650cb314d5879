// A disk that tells what is opened, and that can fill up.
namespace Milieu.Runs.Tests;

/// <param name="opened">Called with each path before it is opened for writing.</param>
/// <param name="room">Bytes that may be written before the disk is full.</param>
internal sealed class WatchedDisk(Action<string>? opened = null, long room = long.MaxValue) : RunDisk
{
    private long _room = room;

    protected override Stream Open(string path, FileMode mode)
    {
        opened?.Invoke(path);
        return new Counted(base.Open(path, mode), this);
    }

    public override void Flush(Stream stream) => base.Flush(stream is Counted c ? c.Inner : stream);

    private sealed class Counted(Stream inner, WatchedDisk disk) : Stream
    {
        public Stream Inner => inner;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => inner.Length;
        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var fits = (int)
                Math.Min(buffer.Length, Math.Max(0, Interlocked.Add(ref disk._room, -buffer.Length) + buffer.Length));
            inner.Write(buffer[..fits]);
            if (fits < buffer.Length)
                throw new IOException("No space left on device", 28);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => inner.SetLength(value);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
