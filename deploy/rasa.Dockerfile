# The Rasa server with a model trained at build. It holds no secret, and needs no way out.

FROM python:3.10.18-slim-bookworm AS environment
COPY deploy/locks/rasa.txt /tmp/rasa.txt
RUN python -m venv --without-pip /opt/rasa \
    && pip --python /opt/rasa/bin/python install --no-cache-dir --no-deps --require-hashes -r /tmp/rasa.txt

FROM python:3.10.18-slim-bookworm AS server
ENV PATH=/opt/rasa/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES=-1 \
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 SQLALCHEMY_SILENCE_UBER_WARNING=1
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin parley
COPY --from=environment /opt/rasa /opt/rasa
WORKDIR /srv/parley
COPY rasa_addons/ rasa_addons/

FROM server AS model
COPY config.yml domain.yml ./
COPY data/ data/
RUN python -m rasa_addons train --config config.yml --domain domain.yml --data data --out models --fixed-model-name parley

FROM server
COPY credentials.yml endpoints.yml ./
COPY --from=model /srv/parley/models models/
USER 10001:10001
CMD ["python", "-m", "rasa_addons", "run", "-i", "0.0.0.0", "-p", "5005", "--credentials", "credentials.yml", "--endpoints", "endpoints.yml", "-m", "models"]
