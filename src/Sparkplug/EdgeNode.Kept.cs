using FieldNode.Journal;
using FieldNode.Mqtt;

namespace FieldNode.Sparkplug
{
    /// <summary>
    /// What a journal keeps. Draining what changed and sending it are two steps: drained is always, also while nobody hears the node; each frame of
    /// live data passes the journal on its way, and what a lost session left unanswered goes out behind the next births.
    /// </summary>
    public sealed partial class EdgeNode
    {
        private const int BacklogEveryMs = 50;  // a frame of the backlog, beside live data
        private const int JournalTurnMs = 1000; // it is looked at so often in any case

        private readonly SampleJournal journal; // null: none
        private bool isStamped;                 // no value has a time of before the clock was set any more
        private long backlogAtMs;
        private long receiptAtMs;

        /// <summary>What is kept until the broker has answered for it, or null.</summary>
        public SampleJournal Journal
        {
            get { return journal; }
        }

        /// <summary>Drains into the journal what changed in devices that are there, without sending it.</summary>
        private void Keep(long nowMs, long utcMs)
        {
            if (utcMs < options.ClockFloorMs || utcMs > options.ClockCeilingMs)
            {
                return; // what has no time waits in its tag
            }

            journal.Tick(nowMs);
            if (!isStamped)
            {
                tags.SendAt(utcMs);
                StampUnset();
            }

            for (int device = tags.FirstNews; device <= tags.LastNews; device++)
            {
                if (tags.IsDeviceOnline(device))
                {
                    KeepOf(device, false);
                }
            }

            bool wasRefused = journal.IsFlashRefused;
            journal.StepOffline(nowMs);
            if (journal.IsFlashRefused != wasRefused)
            {
                owner.OnEdgeEvent(EdgeEvent.JournalFlash, 0, wasRefused ? 1 : 0);
            }
        }

        /// <summary>The node ends on purpose, or its supply fails: what has no receipt goes to flash, if the journal has any.</summary>
        public void KeepForGood(long nowMs)
        {
            if (journal != null)
            {
                journal.Flush(nowMs);
            }
        }

        // Into the journal; isOwed: its device is not born though the session is, so it waits for that birth.
        private void KeepOf(int device, bool isOwed)
        {
            while (tags.HasChanges(device))
            {
                int end = tags.AppendChanges(device, frame, 0, metricsLimit);
                if (end == 0)
                {
                    return;
                }

                journal.NoteFirst(device, frame, 0, end);
                if (isOwed)
                {
                    journal.TakeOwed(device, frame, 0, end);
                }
                else
                {
                    journal.Take(device, frame, 0, end);
                }
            }
        }

        // It answers, and its birth waits since it flaps: what it measures meanwhile follows that birth.
        private void KeepHeld(int device, long nowMs)
        {
            if (journal != null)
            {
                journal.Tick(nowMs);
                KeepOf(device, true);
            }
        }

        private void StampUnset()
        {
            if (!isStamped)
            {
                isStamped = true;
                tags.StampUnset(); // what was sampled before the clock was set
            }
        }

        private void BeginJournal(long nowMs)
        {
            journal.Begin(nowMs);
            backlogAtMs = nowMs;
            AwaitUntil(nowMs);
        }

        /// <summary>A frame of the backlog, and a receipt, if they are due.</summary>
        /// <returns>When it is to be looked at again, in monotonic ms.</returns>
        private long StepJournal(long nowMs, long utcMs)
        {
            journal.Tick(nowMs);
            long dueMs = nowMs + JournalTurnMs;
            if (journal.HasBacklog)
            {
                if (nowMs >= backlogAtMs)
                {
                    backlogAtMs = nowMs + BacklogEveryMs;
                    PublishBacklog(utcMs);
                }

                dueMs = backlogAtMs;
            }

            if (journal.WantsReceipt)
            {
                if (nowMs >= receiptAtMs)
                {
                    receiptAtMs = nowMs + journal.ConfirmMs;
                    journal.BeforeReceipt(session.MessagesPublished);
                    session.RequestReceipt();
                }
                else if (receiptAtMs < dueMs)
                {
                    dueMs = receiptAtMs;
                }
            }

            return dueMs;
        }

        private void PublishBacklog(long utcMs)
        {
            tags.SendAt(utcMs);
            int at = tags.AppendTime(frame, 0);
            int end = journal.AppendBacklog(frame, at, metricsLimit, born);
            if (end > at)
            {
                session.Publish(dataTopics[journal.BacklogDevice], frame, 0, AppendSeq(end));
            }
        }
    }
}
