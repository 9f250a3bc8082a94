using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Fleet.Ocpp.Rpc;

namespace Fleet.Ocpp.Tests.Rpc;

public sealed class WebSocketLinkTests : IAsyncLifetime, IDisposable
{
    private const int MaxFrameBytes = 5000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _hang = new(Limit);
    private WebSocket _peer = null!;
    private WebSocket _socket = null!;
    private WebSocketLink _link = null!;

    public async Task InitializeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        var server = await listener.AcceptTcpClientAsync();
        _peer = WebSocket.CreateFromStream(client.GetStream(), new WebSocketCreationOptions { IsServer = false });
        _socket = WebSocket.CreateFromStream(server.GetStream(), new WebSocketCreationOptions { IsServer = true });
        _link = new WebSocketLink(_socket, MaxFrameBytes);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _link.Dispose();
        _socket.Dispose();
        _peer.Dispose();
        _hang.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(4096)]
    [InlineData(MaxFrameBytes)]
    public async Task A_text_arrives_whole(int length)
    {
        var text = new string('x', length);
        await SendAsync(text);
        await SendAsync("next");

        Assert.Equal(text, await ReceiveAsync());
        Assert.Equal("next", await ReceiveAsync());
    }

    [Fact]
    public async Task A_fragmented_text_is_put_together()
    {
        await _peer.SendAsync("{\"a\""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, _hang.Token);
        await _peer.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, endOfMessage: false, _hang.Token);
        await _peer.SendAsync(":1}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, _hang.Token);

        Assert.Equal("{\"a\":1}", await ReceiveAsync());
    }

    [Theory]
    [InlineData(MaxFrameBytes + 1)]
    [InlineData(MaxFrameBytes * 10)]
    public async Task A_text_that_is_too_long_closes_with_1009(int length)
    {
        await SendAsync(new string('x', length));

        Assert.Null(await _link.ReceiveAsync(_hang.Token));
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await PeerSeesCloseAsync());
    }

    [Fact]
    public async Task A_binary_message_closes_with_1003()
    {
        await _peer.SendAsync("[]"u8.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, _hang.Token);

        Assert.Null(await _link.ReceiveAsync(_hang.Token));
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, await PeerSeesCloseAsync());
    }

    [Fact]
    public async Task A_peer_that_closes_is_answered_and_ends_the_link()
    {
        await _peer.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "bye", _hang.Token);

        Assert.Null(await _link.ReceiveAsync(_hang.Token));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await PeerSeesCloseAsync());
        await Assert.ThrowsAsync<LinkClosedException>(() => _link.SendAsync("x"u8.ToArray(), _hang.Token).AsTask());
    }

    [Fact]
    public async Task A_peer_that_vanishes_ends_the_link()
    {
        var receiving = _link.ReceiveAsync(_hang.Token);

        _peer.Abort();

        Assert.Null(await receiving);
    }

    [Fact]
    public async Task A_socket_that_its_owner_aborts_ends_the_link()
    {
        var receiving = _link.ReceiveAsync(_hang.Token);

        _socket.Abort();

        Assert.Null(await receiving);
        await Assert.ThrowsAsync<LinkClosedException>(() => _link.SendAsync("x"u8.ToArray(), _hang.Token).AsTask());
        await _link.CloseAsync(WebSocketCloseStatus.NormalClosure, "", _hang.Token);
    }

    [Fact]
    public async Task Cancelling_is_the_callers_and_not_an_end_of_the_link()
    {
        using var givesUp = new CancellationTokenSource();
        var receiving = _link.ReceiveAsync(givesUp.Token).AsTask();

        await givesUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
    }

    [Fact]
    public async Task Frames_sent_at_once_are_not_mixed()
    {
        var frames = Enumerable.Range(0, 50).Select(i => new string((char)('A' + (i % 26)), 300 + i)).ToArray();

        var sending = Task.WhenAll(frames.Select(frame => Task.Run(() => _link.SendAsync(Encoding.UTF8.GetBytes(frame), _hang.Token).AsTask())));
        var received = new List<string>();
        var buffer = new byte[1000];
        while (received.Count < frames.Length)
        {
            var part = await _peer.ReceiveAsync(buffer.AsMemory(), _hang.Token);
            Assert.True(part.EndOfMessage);
            received.Add(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }

        await sending;
        Assert.Equal(frames.Order(StringComparer.Ordinal), received.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private Task SendAsync(string text) => _peer.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, _hang.Token);

    private async Task<string> ReceiveAsync()
    {
        using var buffer = await _link.ReceiveAsync(_hang.Token);
        return Encoding.UTF8.GetString(buffer!.Bytes.Span);
    }

    private async Task<WebSocketCloseStatus?> PeerSeesCloseAsync()
    {
        await _peer.ReceiveAsync(new byte[100].AsMemory(), _hang.Token);
        return _peer.CloseStatus;
    }
}
