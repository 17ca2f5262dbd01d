/**
 * The built product, tried from outside; never shipped. All its code is in its tests, which Maven
 * puts into this module.
 */
module dev.sockeye.it {
    requires dev.sockeye.cli;
    requires dev.sockeye.poll;
    requires dev.sockeye.server;
}
