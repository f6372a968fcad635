using FieldNode.Sparkplug;
using FieldNode.Tags;
using FieldNode.Update;

namespace FieldNode
{
    // What is due: the updater's next small thing, asking again, the restart that a trial begins or ends with.
    public sealed partial class UpdateDevice
    {
        /// <summary>What is wanted is told again after so many ms, then after twice as long each time, up to <see cref="AskMaxMs"/>.</summary>
        public const int AskMs = 5000;
        /// <summary>The longest time between two times of telling, in ms.</summary>
        public const int AskMaxMs = 60000;

        /// <summary>What answers is known so many ms after the start of a run, and not earlier: devices are asked one after the other.</summary>
        public const int FieldMs = 30000;

        private const int RestartMs = 1000; // from the last word to the restart
        private const long NotBegun = -1;

        private bool isAllowed = true;
        private bool isFieldKept;           // for what comes to its end now
        private long fieldMs = NotBegun;    // when what answers is known
        private UpdateState last;
        private int toldOffset;
        private int toldLength;
        private int askWaitMs;
        private long askMs;
        private bool isRestartDue;
        private long restartMs;
        private Node node;
        private NodeEvents happened;
        private TrialWatch trial;       // null: nothing is on trial
        private SlotAdoption adoption;
        private FieldMemory memory;

        /// <summary>Gives it what is made after it; before the first step.</summary>
        /// <param name="ofNode">The node, which it restarts.</param>
        /// <param name="watch">Of the trial that runs, or null.</param>
        /// <param name="adopts">Copies what proved itself.</param>
        /// <param name="field">Keeps what answers now.</param>
        public void Attach(Node ofNode, TrialWatch watch, SlotAdoption adopts, FieldMemory field)
        {
            node = ofNode;
            happened = node.Events;
            trial = watch;
            adoption = adopts;
            memory = field;
        }

        /// <inheritdoc />
        public int Step(long nowMs, long utcMs)
        {
            if (isRestartDue)
            {
                return StepRestart(nowMs, utcMs);
            }

            isAllowed = IsAllowed();
            bool isFirst = fieldMs == NotBegun;
            fieldMs = isFirst ? nowMs + FieldMs : fieldMs;
            int due = Least(StepUpdater(nowMs, utcMs), adoption.Step());
            if (isFirst)
            {
                last = Told();
                if (trial != null)
                {
                    happened.OnTrialBegun(StartsOfTrial(), SequenceOnTrial());
                }
            }

            if (trial != null && installer.State == InstallState.Testing)
            {
                due = Least(due, StepTrial(nowMs, utcMs));
            }

            bool isBirthDue = Follow();
            restartMs = nowMs + RestartMs;
            due = Least(due, StepAsk(nowMs));
            tags.BeginSample(utcMs);
            Sample();
            if (isBirthDue)
            {
                node.Edge.OnBirthChanged(Device, nowMs, utcMs);
            }

            return due;
        }

        // What answers is on flash before a bundle can be verified, since from then on any start tries it. A run that goes on with one that has all come
        // waits for its field first: just after a start nothing answers yet, and a trial would be held against that.
        private int StepUpdater(long nowMs, long utcMs)
        {
            isFieldKept = isFieldKept && updater.State == UpdaterState.Completing;
            if (updater.State == UpdaterState.Completing && !isFieldKept)
            {
                if (nowMs < fieldMs)
                {
                    return (int)(fieldMs - nowMs);
                }

                isFieldKept = memory.Remember(tags, Device);
                if (!isFieldKept)
                {
                    updater.Abort(UpdateReason.StoreFailed);
                }
            }

            return updater.Step(nowMs, utcMs);
        }

        // Hosts should hear why before the deaths come.
        private int StepRestart(long nowMs, long utcMs)
        {
            if (nowMs < restartMs)
            {
                return (int)(restartMs - nowMs);
            }

            if (!node.IsRestartWanted)
            {
                node.Restart(nowMs, utcMs);
            }

            return RestartMs;
        }

        private int StepTrial(long nowMs, long utcMs)
        {
            int sequence = SequenceOnTrial();
            UpdateReason reason = trial.Step(nowMs, utcMs);
            if (trial.IsConfirmed)
            {
                if (installer.Confirm() == UpdateReason.None)
                {
                    trial.End();
                    happened.OnTrialEnded(UpdateReason.None, sequence);
                }
            }
            else if (reason != UpdateReason.None)
            {
                installer.Abort(reason);
                refusal = reason;
                happened.OnTrialEnded(reason, sequence);
                isRestartDue = true;
            }

            return TrialWatch.PeriodMs;
        }

        // Tells what changed, and asks for the restart that a bundle waits for: only in the run in which it came, so a start that does not try it is
        // not followed by another one. True: there is a request for a certificate that hosts have not been told of.
        private bool Follow()
        {
            UpdateState now = Told();
            if (now == last)
            {
                return false;
            }

            bool isBirthDue = false;

            bool wasTaken = last == UpdateState.Receiving || last == UpdateState.Completing;
            if (now == UpdateState.Receiving && last == UpdateState.Checking)
            {
                happened.OnUpdateBegun(updater.Sequence, updater.Version);
            }
            else if (now == UpdateState.Ready && wasTaken)
            {
                happened.OnUpdateEnded(UpdateReason.None, updater.Sequence);
                isRestartDue = true;
            }
            else if (wasTaken && (now == UpdateState.Idle || now == UpdateState.TurnedOff))
            {
                happened.OnUpdateEnded(updater.Reason, updater.Sequence);
                hasRequest = installer.ReadRequest() != null;
                isBirthDue = hasRequest && updater.Reason == UpdateReason.None;
            }
            else if (last == UpdateState.Checking)
            {
                offersRefused++;
                happened.OnOfferRefused(updater.Reason);
            }

            last = now;
            return isBirthDue;
        }

        // A chunk that was lost is told as wanted again; so is one that a host never heard of, as it came online later.
        private int StepAsk(long nowMs)
        {
            int length = isAllowed ? updater.WantedLength : 0;
            int offset = updater.WantedOffset;
            if (length == 0)
            {
                toldLength = 0;
                return int.MaxValue;
            }

            if (offset != toldOffset || length != toldLength)
            {
                toldOffset = offset;
                toldLength = length;
                askWaitMs = AskMs;
                askMs = nowMs + askWaitMs;
            }
            else if (nowMs >= askMs)
            {
                askWaitMs = askWaitMs < AskMaxMs / 2 ? 2 * askWaitMs : AskMaxMs;
                AskAgain(nowMs);
            }

            return (int)(askMs - nowMs);
        }

        private void AskAgain(long nowMs)
        {
            askMs = nowMs + askWaitMs;
            tags.ReportAgain(first + State);
            tags.ReportAgain(first + WantedOffset);
            tags.ReportAgain(first + WantedLength);
        }

        private bool IsAllowed()
        {
            bool isOn = KeySwitch == SparkplugOptions.NoKeySwitch || (tags.QualityOf(KeySwitch) == Quality.Good && tags.GetBool(KeySwitch));
            return settings.Accept && isOn;
        }

        private int SequenceOnTrial()
        {
            int slot = SlotOnTrial();
            return slot < 0 ? 0 : installer.Record.SequenceOf(slot);
        }

        private static int Least(int left, int right)
        {
            return left < right ? left : right;
        }
    }
}
