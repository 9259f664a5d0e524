namespace Clocks;

class Clock
{
    #region strike
    void Strike(int hour)
    {
        for (var i = 0; i < hour; i++) Bell.Ring();
    }
    #endregion

    // <wind>
    void Wind() => spring = 1.0;
    // </wind>
}
