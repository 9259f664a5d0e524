import time

# <ring>
def ring(hour):
    for _ in range(hour):
        print("dong")
        time.sleep(1)
# </ring>
