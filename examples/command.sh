./sockeye serve 127.0.0.1:7007 udp:127.0.0.1:7007 unix:@echo &

echo 'over TCP' | ./sockeye connect 127.0.0.1:7007 --retry 5    # the server may need a moment
echo 'over a Unix socket' | ./sockeye connect unix:@echo
./sockeye connect udp:127.0.0.1:7007 --send 'over UDP\n' --timeout 1s

kill $!        # SIGTERM: nobody new, those who are there may finish, and the exit status is 0
wait $!
