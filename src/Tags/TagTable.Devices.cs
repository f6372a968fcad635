using System;

namespace FieldNode.Tags
{
    /// <summary>The devices that tags belong to, and whether they answer.</summary>
    public sealed partial class TagTable
    {
        private int deviceCount;
        private readonly string[] deviceNames;
        private readonly byte[] deviceOnline;
        private readonly byte[] deviceReason;
        private readonly short[] firstTag;       // by device: between these two lie its tags; others' may lie there too
        private readonly short[] lastTag;

        /// <summary>Number of devices, the node itself (device 0) included.</summary>
        public int DeviceCount
        {
            get { return deviceCount; }
        }

        /// <summary>Adds a Sparkplug device.</summary>
        /// <returns>Its index, 1 or more.</returns>
        public int AddDevice(string name)
        {
            if (deviceCount == deviceNames.Length || specs == null)
            {
                throw new ArgumentException("no room for device " + name);
            }

            deviceNames[deviceCount] = name;
            deviceReason[deviceCount] = (byte)QualityReason.NotReadYet;
            return deviceCount++;
        }

        /// <summary>Sparkplug device id; null for the node itself.</summary>
        public string DeviceName(int ofDevice)
        {
            return deviceNames[ofDevice];
        }

        /// <summary>The driver's word on a device: it answers (a DBIRTH follows) or it does not (DDEATH).</summary>
        public void SetDeviceState(int ofDevice, bool online, QualityReason why)
        {
            bool isNew = online != IsDeviceOnline(ofDevice) || (!online && IsFirstSilence(ofDevice, why));
            deviceOnline[ofDevice] = (byte)(online ? 1 : 0);
            deviceReason[ofDevice] = (byte)why;
            AddNews(ofDevice);
            if (isNew && Listener != null)
            {
                Listener.OnDevice(ofDevice, online, why);
            }
        }

        /// <summary>Hears of devices that come and go, and of tags that are bad; null: nobody.</summary>
        public ITagListener Listener { get; set; }

        // Asked for the first time and not there; or there may have been a port that is, and the device is not. A port tells of itself.
        private bool IsFirstSilence(int ofDevice, QualityReason why)
        {
            QualityReason former = DeviceReason(ofDevice);
            return why != QualityReason.PortLost && why != former && (former == QualityReason.NotReadYet || former == QualityReason.PortLost);
        }

        /// <summary>True while the device answers.</summary>
        public bool IsDeviceOnline(int ofDevice)
        {
            return deviceOnline[ofDevice] != 0;
        }

        /// <summary>Why a device is offline.</summary>
        public QualityReason DeviceReason(int ofDevice)
        {
            return (QualityReason)deviceReason[ofDevice];
        }
    }
}
