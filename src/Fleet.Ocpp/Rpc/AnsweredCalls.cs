using Fleet.Ocpp.Framing;

namespace Fleet.Ocpp.Rpc;

/// <summary>The latest answers by message id, so that a call sent again gets the same answer without a second effect. Holds nothing until the first answer.</summary>
internal sealed class AnsweredCalls(int capacity)
{
    private Queue<(string MessageId, int Content, byte[] Answer)>? _answers;

    /// <summary>The answer that this very call got. One with the same id and another content is another call: some chargers count from 1 again.</summary>
    public byte[]? Find(Call call)
    {
        if (_answers is null) return null;
        var content = ContentOf(call);
        foreach (var (messageId, answered, answer) in _answers)
        {
            if (answered == content && string.Equals(messageId, call.MessageId, StringComparison.Ordinal)) return answer;
        }

        return null;
    }

    public void Add(Call call, byte[] answer)
    {
        if (capacity == 0) return;
        _answers ??= new();
        if (_answers.Count == capacity) _answers.Dequeue();
        _answers.Enqueue((call.MessageId, ContentOf(call), answer));
    }

    private static int ContentOf(Call call)
    {
        var content = new HashCode();
        content.Add(call.Action, StringComparer.Ordinal);
        content.AddBytes(call.Payload.Span);
        return content.ToHashCode();
    }
}
