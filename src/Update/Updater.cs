using System;

namespace FieldNode.Update
{
    /// <summary>
    /// Takes an update from whoever brings it: judges an offer, says what it wants, judges each chunk in memory, stores it. It knows neither the
    /// transport nor the slots. One offer at a time. What takes long goes by steps; memory is taken at an offer and let go when it is over.
    /// </summary>
    public sealed partial class Updater
    {
        /// <summary>Without a chunk for so long the bundle is given up, in ms. What is on flash stays, and counts for the next offer of it.</summary>
        public const long StallMs = 3600000;
        /// <summary>Checks of signatures at once.</summary>
        public const int ChecksMax = 6;
        /// <summary>One more check each, in ms: 48 a day.</summary>
        public const long CheckPeriodMs = 1800000;
        /// <summary>Checks of signatures at once after a start: restarts in a row must not buy many.</summary>
        public const int ChecksAtStart = 3;

        private const int WaitMs = 1000;

        private readonly IUpdateInstaller installer;
        private readonly IHmac hmac;
        private readonly UpdateKeys keys;
        private readonly TokenBucket checks = new TokenBucket(ChecksMax, CheckPeriodMs, ChecksAtStart);
        private bool isStarted;
        private byte[] offer; // once its signature was judged: the manifest alone
        private Manifest manifest;
        private SignatureCheck signature;

        /// <summary>An updater that hands over to an installer.</summary>
        public Updater(IUpdateInstaller installer, IHmac hmac, UpdateKeys keys)
        {
            this.installer = installer;
            this.hmac = hmac;
            this.keys = keys;
            UnitsPerStep = 1;
        }

        /// <summary>What it does.</summary>
        public UpdaterState State { get; private set; }

        /// <summary>Why the last offer was refused, or given up.</summary>
        public UpdateReason Reason { get; private set; }

        /// <summary>Units of a signature check in a step, see SignatureCheck; usually 1.</summary>
        public int UnitsPerStep { get; set; }

        /// <summary>Version of the last offer that could be read, or null.</summary>
        public string Version { get; private set; }

        /// <summary>Sequence number of that offer.</summary>
        public int Sequence { get; private set; }

        /// <summary>Looks at an offer. The bytes are copied.</summary>
        /// <param name="bytes">Where it is.</param>
        /// <param name="at">Where in it.</param>
        /// <param name="count">Its bytes: manifest and signature.</param>
        /// <param name="nowMs">Monotonic time in ms.</param>
        /// <param name="utcMs">Wall clock that is believed, in ms since 1970 UTC; 0 if there is none.</param>
        /// <returns>None if it is being checked or taken; else why not, which <see cref="Reason"/> then says, too, unless it is Busy.</returns>
        public UpdateReason Offer(byte[] bytes, int at, int count, long nowMs, long utcMs)
        {
            Start(nowMs);
            if (State != UpdaterState.Idle && State != UpdaterState.Ready)
            {
                return IsOffer(bytes, at, count) ? UpdateReason.None : UpdateReason.Busy;
            }

            Reason = Open(bytes, at, count, nowMs, utcMs);
            if (Reason != UpdateReason.None)
            {
                Release();
            }

            return Reason;
        }

        /// <summary>Gives up what is being taken, for a reason.</summary>
        public void Abort(UpdateReason reason)
        {
            Reason = reason;
            installer.Abort(reason);
            Release();
        }

        /// <summary>Does what is due.</summary>
        /// <param name="nowMs">Monotonic time in ms.</param>
        /// <param name="utcMs">Wall clock that is believed; 0 if there is none.</param>
        /// <returns>In how many ms there is more to do, 0: at once.</returns>
        public int Step(long nowMs, long utcMs)
        {
            Start(nowMs);
            switch (State)
            {
                case UpdaterState.Checking:
                    Check(nowMs);
                    break;
                case UpdaterState.Finding:
                    Find(nowMs);
                    break;
                case UpdaterState.Receiving:
                    return Receive(nowMs, utcMs);
                case UpdaterState.Completing:
                    Complete(utcMs);
                    break;
                default:
                    return WaitMs;
            }

            return 0;
        }

        // What was being taken when the last run ended goes on.
        private void Start(long nowMs)
        {
            if (isStarted)
            {
                return;
            }

            isStarted = true;
            checks.Has(nowMs); // it fills from here on
            byte[] head = new byte[Manifest.OfferMax + Seal.Bytes];
            int count = installer.Restore(head);
            if (count > 0)
            {
                Reason = Read(head, 0, count);
                Begin(nowMs);
            }
            else
            {
                Release();
            }
        }

        // First what costs nothing, then what costs seconds.
        private UpdateReason Open(byte[] bytes, int at, int count, long nowMs, long utcMs)
        {
            UpdateReason reason = Read(bytes, at, count);
            reason = reason != UpdateReason.None ? reason : installer.Judge(manifest, utcMs);
            if (reason != UpdateReason.None)
            {
                return reason;
            }

            if (!checks.Take(nowMs))
            {
                return UpdateReason.BudgetUsed;
            }

            State = UpdaterState.Checking;
            return UpdateReason.None;
        }

        private UpdateReason Read(byte[] bytes, int at, int count)
        {
            if (count <= 0 || count > Manifest.OfferMax)
            {
                return count <= 0 ? UpdateReason.Truncated : UpdateReason.BadLength;
            }

            offer = new byte[count];
            Array.Copy(bytes, at, offer, 0, count);
            manifest = new Manifest();
            UpdateReason reason = manifest.Read(offer, count);
            if (reason == UpdateReason.None)
            {
                Version = manifest.Version;
                Sequence = manifest.Sequence;
            }

            return reason;
        }

        private void Check(long nowMs)
        {
            if (signature == null)
            {
                BeginCheck(); // a step of its own
                return;
            }

            CheckResult result = signature.Step(UnitsPerStep);
            if (result == CheckResult.InProgress)
            {
                return;
            }

            signature = null;
            Reason = result == CheckResult.Bad ? UpdateReason.BadSignature : installer.Begin(manifest, offer, offer.Length);
            if (Reason == UpdateReason.None)
            {
                Begin(nowMs);
            }
            else
            {
                Release();
            }
        }

        private void BeginCheck()
        {
            byte[] trusted = keys.ReadTrusted();
            if (trusted == null)
            {
                Reason = UpdateReason.NoKeys;
                Release();
                return;
            }

            signature = new SignatureCheck(offer, manifest.Length, trusted, KeyRecord.KeyAt(manifest.IsRotation));
        }

        private void Complete(long utcMs)
        {
            UpdateReason time = OfferCheck.JudgeTime(manifest, utcMs);
            if (time == UpdateReason.Expired)
            {
                Abort(time);
                return;
            }

            CheckResult result = time == UpdateReason.None ? installer.Complete() : CheckResult.InProgress;
            if (result == CheckResult.Bad)
            {
                Reason = installer.Reason;
                Release();
            }
            else if (result == CheckResult.Good)
            {
                Reason = UpdateReason.None;
                Release();
            }
        }

        private bool IsOffer(byte[] bytes, int at, int count)
        {
            bool isSame = offer != null && count == manifest.Length + SignatureCheck.SignatureBytes;
            for (int i = 0; isSame && i < offer.Length; i++)
            {
                isSame = bytes[at + i] == offer[i];
            }

            return isSame;
        }

        private void Release()
        {
            State = installer.State == InstallState.TestPending ? UpdaterState.Ready : UpdaterState.Idle;
            offer = null;
            manifest = null;
            signature = null;
            digests = null;
            target = null;
            WantedLength = 0;
        }
    }
}
