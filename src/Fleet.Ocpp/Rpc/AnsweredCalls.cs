namespace Fleet.Ocpp.Rpc;

/// <summary>The latest answers by message id, so that a call sent again gets the same answer without a second effect. Holds nothing until the first answer.</summary>
internal sealed class AnsweredCalls(int capacity)
{
    private Queue<(string MessageId, byte[] Answer)>? _answers;

    public byte[]? Find(string messageId)
    {
        if (_answers is null) return null;
        foreach (var (answered, answer) in _answers)
        {
            if (string.Equals(answered, messageId, StringComparison.Ordinal)) return answer;
        }

        return null;
    }

    public void Add(string messageId, byte[] answer)
    {
        if (capacity == 0) return;
        _answers ??= new();
        if (_answers.Count == capacity) _answers.Dequeue();
        _answers.Enqueue((messageId, answer));
    }
}
